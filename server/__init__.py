"""Doorstep: home-care visits on the phone, live on the coordinators' board."""
