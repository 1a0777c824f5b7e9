"""Design optimizations: metrics, scores and experiments on candidate designs."""
