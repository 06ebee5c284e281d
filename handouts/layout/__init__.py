"""From blocks to frames: what stands where on which page, as values. Paints nothing, writes nothing."""
