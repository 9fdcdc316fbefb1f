"""./course class: one network for everybody in the room. Who begins it (hosting) and who joins it (joining) with which
keys (keys); what may be typed (words), what is run (stage), and how it all ends together (room)."""
