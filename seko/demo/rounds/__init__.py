"""Rounds of consultation told in `data/rounds/`, one file each.

What a person writes is made in bulk, since a thousand actions would take too long; the rules of the database
hold for it all the same. Documents, openings, second versions and reports come from the same actions as in life.
"""
