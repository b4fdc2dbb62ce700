namespace Gateway.Storage.Persons;

/// <summary>What a person and his photo are found by: keyed hashes of 43 characters, the same for the same content.</summary>
/// <param name="Photo">Null: he has none.</param>
public sealed record PersonRefs(string Person, string? Photo);
