"""The evaluation of a pilot that is over: what it brought, beside the world, the nation's rules and Nanjing's luck."""
