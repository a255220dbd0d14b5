"""What `make setup-git` has nbconvert take out of a notebook: outputs, counts, what a run left."""

from __future__ import annotations

c = get_config()  # noqa: F821  # nbconvert's own way: it is there when the file is read
c.ClearOutputPreprocessor.enabled = True
c.ClearMetadataPreprocessor.enabled = True
c.ClearMetadataPreprocessor.preserve_cell_metadata_mask = {"tags"}
c.ClearMetadataPreprocessor.preserve_nb_metadata_mask = {"kernelspec", ("language_info", "name")}
