"""The rules, a module a subject. A module here is found by itself: it is listed nowhere."""
