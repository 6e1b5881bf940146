"""A table as colours: the share of each cell, hatched where there is none to show."""

from __future__ import annotations

from collections.abc import Sequence

from analytics_app.figures import theme

Shares = Sequence[Sequence[float | None]]


def share_heat_map(rows: Sequence[str], columns: Sequence[str], shares: Shares) -> theme.Figure:
    """Rows from top to bottom, columns from left to right; ``shares[row][column]`` from 0 to 1 or None."""
    percents = [[theme.percent(share) for share in line] for line in shares]
    most = max((value for line in percents for value in line if value is not None), default=1) or 1
    heat = {
        "type": "heatmap",
        "x": list(range(len(columns))),
        "y": list(range(len(rows))),
        "z": percents,
        "text": [[f"{row}<br>{column}" for column in columns] for row in rows],
        "colorscale": theme.SEQUENTIAL_SCALE,
        "zmin": 0,
        "zmax": most,
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "hoverongaps": False,
        "hovertemplate": "%{text}<br>%{z:.0f}" + theme.PERCENT + "<extra></extra>",
    }
    step = max(1, len(columns) // 12)
    ticks = list(range(0, len(columns), step))
    layout = theme.layout(
        theme.height_for_rows(len(rows), row_px=26, frame_px=120),
        narrow={"yaxis.tickfont.size": 11, "xaxis.nticks": 4},
        margin={"l": 150, "r": 12, "t": 12, "b": 72},
        xaxis=theme.axis(tickvals=ticks, ticktext=[columns[place] for place in ticks], showgrid=False),
        yaxis=theme.axis(
            tickvals=list(range(len(rows))),
            ticktext=list(rows),
            range=[len(rows) - 0.5, -0.5],
            showgrid=False,
            ticks="",
        ),
    )
    return {"data": [heat, _hatching(shares)], "layout": layout}


def _hatching(shares: Shares) -> theme.Trace:
    x: list[float | None] = []
    y: list[float | None] = []
    for row, line in enumerate(shares):
        for column, share in enumerate(line):
            if share is None:
                for shift in (-0.25, 0.0, 0.25):
                    x += [column - 0.2 + shift, column + 0.2 + shift, None]
                    y += [row + 0.35, row - 0.35, None]
    line_style = {"color": theme.HATCH, "width": 1}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line_style, "hoverinfo": "skip"}
