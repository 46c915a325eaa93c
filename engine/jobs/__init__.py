"""Work that waits for its moment: the rows are the truth, the worker follows them."""
