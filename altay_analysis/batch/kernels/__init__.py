"""Kernels for the batch: of this very interpreter, alone, and forked where that can be.

`manager` starts them, `provisioner` forks them from the server that `server` keeps and
`preload` fills, `child` is what happens on the other side, `settings` what they see.
"""
