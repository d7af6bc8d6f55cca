"""How well plans are read: precision and recall against the reviewed data, on the plans and on changed copies."""
