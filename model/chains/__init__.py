"""Industrial chains: seven of Nanjing's chains across sectors and kinds of goods, their inputs, suppliers and shocks."""
