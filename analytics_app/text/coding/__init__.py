"""Coding by people: the codebook, drawing a sample, how well coders agree, and what codes say of labels."""
