"""Executes notebooks in place: `make notebooks`. Times are not recorded, so that only changed answers change the file."""

import sys

import nbclient
import nbformat

for path in sys.argv[1:]:
    notebook = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    # The version of the Python that ran it says nothing about the notebook.
    notebook.metadata.language_info = {"name": "python"}
    nbformat.write(notebook, path)
    print(path)
