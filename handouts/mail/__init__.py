"""A handout or a home program as an e-mail message: text, HTML with pictures, and the PDF attached; and sending it."""
