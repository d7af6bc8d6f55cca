"""The attack on what is published: how closely can anyone reckon a withheld cell?

Written apart from the guard that decides what to withhold, and importing nothing of it, so that a mistake made there
is not made again here.
"""
