"""Ground for everything spatial: CRS, grids, rasters by windows, files, areas, overlays, terrain, zones.

Arrays, geometries and numbers in and out; no label, no clause table, and no path but in :mod:`files`
and :mod:`raster`, the two that read and write.
"""
