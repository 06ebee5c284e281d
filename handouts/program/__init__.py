"""The home program of one person: from a plan file to pages. Nothing about the person is kept anywhere."""
