// The module PlantModel.
