"""Circuits: which stretches of wall are part of a closed way, and which hang together."""

from collections.abc import Sequence
from typing import NamedTuple


class Edge(NamedTuple):
    """A stretch of one run between two junctions, or between a junction and a loose end."""

    run: int
    start: float
    end: float
    start_node: int
    end_node: int


def on_circuits(edges: Sequence[Edge]) -> list[bool]:
    """Tell for each edge whether it lies on a circuit (it is no bridge of the graph), by one depth-first walk."""
    at: dict[int, list[int]] = {}
    for index, edge in enumerate(edges):
        at.setdefault(edge.start_node, []).append(index)
        at.setdefault(edge.end_node, []).append(index)
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    good = [True] * len(edges)
    for root in sorted(at):
        if root in order:
            continue
        order[root] = low[root] = len(order)
        stack = [(root, -1, iter(at[root]))]
        while stack:
            node, via, rest = stack[-1]
            index = next(rest, -1)
            if index < 0:
                stack.pop()
                if stack:
                    parent = stack[-1][0]
                    low[parent] = min(low[parent], low[node])
                    good[via] = low[node] <= order[parent]
            elif index != via:
                edge = edges[index]
                after = edge.end_node if edge.start_node == node else edge.start_node
                if after in order:
                    low[node] = min(low[node], order[after])
                else:
                    order[after] = low[after] = len(order)
                    stack.append((after, index, iter(at[after])))
    return good


def connected(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Group edges that share nodes."""
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for edge in edges:
        parent[root(edge.start_node)] = root(edge.end_node)
    groups: dict[int, list[Edge]] = {}
    for edge in edges:
        groups.setdefault(root(edge.start_node), []).append(edge)
    return list(groups.values())
