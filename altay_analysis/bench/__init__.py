"""The researcher's bench: what `import altay_analysis as aa` offers beside the reports."""
