"""A list of people on its way in: read, checked against everybody, written at once.

Below the actions and the tasks: an action asks for it, a worker does it. What is done in pieces is
done in one transaction a piece, so that whoever dies leaves nothing half-done and another goes on.
"""
