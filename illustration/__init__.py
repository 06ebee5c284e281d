"""The drawing tool: turns readable YAML and 3-D models into the figure files of the handouts.

Needed to change a drawing, never to make a handout; ``handouts`` never imports it.
"""
