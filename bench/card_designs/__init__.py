"""Designs of cards beside the shipped one: judged by numbers and by eye, printed nowhere."""
