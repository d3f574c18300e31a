"""Records of what is in force in a month, the parts of :class:`model.policy.Policy`: levers write them, rooms read them."""
