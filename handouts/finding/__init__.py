"""Finding a sheet: what was typed, understood; every topic and exercise, ranked."""
