"""From a file to its one canonical text: the only place that repairs anything."""
