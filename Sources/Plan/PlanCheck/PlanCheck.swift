// The module PlanCheck.
