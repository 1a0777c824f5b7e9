"""Find what has been run, and write the latest result into a file."""

from ionworks import Ionworks


def main() -> None:
    """Run the example."""
    with Ionworks() as client:
        for found in client.search.query("skill", limit=10):
            print(found.entity_type, found.name)
        runs = client.simulation.list(limit=5)
        print(f"{runs.total} simulations")
        for run in runs:
            series = client.simulation.get_result(run["id"]).time_series
            series.write_parquet("latest.parquet")
            print(f"latest.parquet has {series.height} rows of {len(series.columns)} columns")
            break


if __name__ == "__main__":
    main()
