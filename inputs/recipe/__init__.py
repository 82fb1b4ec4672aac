"""Builds `inputs/europe` from public data files: ``python -m inputs.recipe DATA_DIR OUT_DIR``.

The data files themselves are not part of the project (their licences and sizes differ); the folder's own
``SOURCES.md`` names each of them. Same data, same bytes.
"""
