"""The steps of reading RoomPlan: surfaces out of their own coordinates, and faces of one wall put together."""
