"""Packages: how coded tables travel, signed and sealed, from a clinic to the study's centre."""
