"""How fast a sheet is made, beside other ways to make it. For development only; nothing imports it."""
