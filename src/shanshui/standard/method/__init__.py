"""What the methods of assessment stand on: choices that standards leave to the project, coefficients, classes."""
