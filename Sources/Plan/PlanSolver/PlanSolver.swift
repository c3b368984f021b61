// The module PlanSolver.
