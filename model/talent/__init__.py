"""Talent: foreign professionals and returnees who arrive, are hired, stay or leave."""
