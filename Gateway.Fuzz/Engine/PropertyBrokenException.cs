namespace Gateway.Fuzz;

/// <summary>What must hold for every input does not hold for this one.</summary>
internal sealed class PropertyBrokenException(string message) : Exception(message);
