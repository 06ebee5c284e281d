"""What ``handouts check`` says of content. No sheet needs it."""
