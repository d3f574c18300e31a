"""A figure drawn once for dots and for paths (SVG): half of what a drawing costs is finding out what to draw where.

Matplotlib draws a figure on a renderer, in dots. The one here hands on whatever is to be drawn to a renderer of dots, and to
one of paths with all lengths in points. Both forms then have each word at the same place, measured once.
"""

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D, TransformedPath

from outputs.figures.measuring import MeasuringRenderer

POINTS = 72.0
"""Points in an inch, the unit of our SVG files."""


def printed(
    figure: Figure, dots: bool, about: Mapping[str, str | None] | None
) -> tuple[np.ndarray | None, bytes | None]:
    """Draw a figure that has been laid out, in its own density of dots.

    Args:
        figure: what is drawn.
        dots: whether dots are wanted.
        about: what an SVG file says of itself; None where no SVG is wanted.

    Returns:
        The dots, (height, width, 4), and the SVG file; None for what is not wanted.
    """
    width, height = (float(size) for size in figure.get_size_inches())
    file = io.StringIO()
    paths = None
    if about is not None:
        paths = RendererSVG(width * POINTS, height * POINTS, file, image_dpi=figure.dpi, metadata=dict(about))
    size = (width * figure.dpi, height * figure.dpi)
    renderer = _Renderer(size, figure.dpi, dots, paths)
    figure.draw(renderer)
    if paths is not None:
        paths.finalize()
    drawn = np.asarray(renderer.agg.buffer_rgba()) if dots else None
    return drawn, None if about is None else file.getvalue().encode("utf-8")


class _Renderer(RendererBase):
    """Measures in dots; draws dots, paths or both. Its methods are those of matplotlib's renderers."""

    def __init__(self, size: tuple[float, float], dpi: float, dots: bool, paths: RendererSVG | None):
        super().__init__()
        self._size = size
        width, height = size if dots else (1.0, 1.0)
        self.agg = MeasuringRenderer(width, height, dpi)  # measures in any case
        self._in_points = Affine2D().scale(POINTS / dpi)
        self._dots, self._paths, self._aside = [self.agg] if dots else [], paths, paths

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self._size

    def points_to_pixels(self, points: Any) -> Any:
        return self.agg.points_to_pixels(points)

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        return self.agg.get_text_width_height_descent(s, prop, ismath)

    def option_image_nocomposite(self) -> bool:
        return True

    def start_rasterizing(self) -> None:
        """Until :meth:`stop_rasterizing`, what is drawn goes into a picture in place of paths: shades of a scale, say."""
        if self._paths is not None:
            self._dots.append(MeasuringRenderer(*self._size, self.agg.dpi))
            self._paths = None

    def stop_rasterizing(self) -> None:
        if self._aside is None:
            return
        self._paths = self._aside
        dots = np.asarray(self._dots.pop().buffer_rgba())
        rows, columns = (np.flatnonzero(dots[..., 3].any(axis=other)) for other in (1, 0))
        if rows.size:
            dots = dots[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            left, low = self._in_points.transform((columns[0], self._size[1] - rows[-1] - 1))
            self._paths.draw_image(self.new_gc(), left, low, dots[::-1])

    def open_group(self, s: str, gid: str | None = None) -> None:
        if self._paths is not None:
            self._paths.open_group(s, gid)

    def close_group(self, s: str) -> None:
        if self._paths is not None:
            self._paths.close_group(s)

    def draw_path(self, gc: GraphicsContextBase, path: Any, transform: Any, rgbFace: Any = None) -> None:
        for one in self._dots:
            one.draw_path(gc, path, transform, rgbFace)
        if self._paths is not None:
            self._paths.draw_path(self._scaled(gc), path, transform + self._in_points, rgbFace)

    def draw_markers(
        self, gc: GraphicsContextBase, marker_path: Any, marker_trans: Any, path: Any, trans: Any, rgbFace: Any = None
    ) -> None:
        for one in self._dots:
            one.draw_markers(gc, marker_path, marker_trans, path, trans, rgbFace)
        if self._paths is not None:
            scale = self._in_points
            self._paths.draw_markers(self._scaled(gc), marker_path, marker_trans + scale, path, trans + scale, rgbFace)

    def draw_path_collection(
        self,
        gc: GraphicsContextBase,
        master_transform: Any,
        paths: Any,
        all_transforms: Any,
        offsets: Any,
        offset_trans: Any,
        *looks: Any,
        **more: Any,
    ) -> None:
        placed = (master_transform, paths, all_transforms, offsets, offset_trans)
        for one in self._dots:
            one.draw_path_collection(gc, *placed, *looks, **more)
        if self._paths is not None:
            scale = self._in_points
            placed = (master_transform + scale, paths, all_transforms, offsets, offset_trans + scale)
            self._paths.draw_path_collection(self._scaled(gc), *placed, *looks, **more)

    def draw_quad_mesh(
        self,
        gc: GraphicsContextBase,
        master_transform: Any,
        meshWidth: int,
        meshHeight: int,
        coordinates: Any,
        offsets: Any,
        offsetTrans: Any,
        *looks: Any,
    ) -> None:  # ty: ignore[incompatible-method-override]
        shape = (meshWidth, meshHeight, coordinates, offsets)
        for one in self._dots:
            one.draw_quad_mesh(gc, master_transform, *shape, offsetTrans, *looks)
        if self._paths is not None:
            scale = self._in_points
            self._paths.draw_quad_mesh(self._scaled(gc), master_transform + scale, *shape, offsetTrans + scale, *looks)

    def draw_image(self, gc: GraphicsContextBase, x: float, y: float, im: Any, transform: Any = None) -> None:
        assert transform is None  # is for renderers that say they scale images
        for one in self._dots:
            one.draw_image(gc, x, y, im)
        if self._paths is not None:
            left, low = self._in_points.transform((x, y))
            self._paths.draw_image(self._scaled(gc), left, low, im)

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        for one in self._dots:
            one.draw_text(gc, x, y, s, prop, angle, ismath, mtext)
        if self._paths is not None:
            left, down = self._in_points.transform((x, y))
            self._paths.draw_text(self._scaled(gc), left, down, s, prop, angle, ismath, mtext)

    def _scaled(self, gc: GraphicsContextBase) -> GraphicsContextBase:
        """The same look; where it is cut off, in points. Widths of lines, dashes and hatches are in points already."""
        box: Any = gc.get_clip_rectangle()
        path, transform = gc.get_clip_path()
        if box is None and path is None:
            return gc
        scaled = GraphicsContextBase()
        scaled.copy_properties(gc)
        if box is not None:
            scaled.set_clip_rectangle(self._in_points.transform_bbox(box))
        if path is not None and transform is not None:
            scaled.set_clip_path(TransformedPath(path, transform + self._in_points))  # ty: ignore[invalid-argument-type]
        return scaled
