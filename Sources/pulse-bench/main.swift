print("pulse-tui")
