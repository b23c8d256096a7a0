"""The plan picture: plan and style become a scene, backends turn the scene into files."""
