namespace Gateway.Storage.Board;

/// <summary>Persons of a roster who are not on gates that they should be on.</summary>
/// <param name="Persons">How many.</param>
/// <param name="Gates">On how many gates each of them, or another, is missing.</param>
/// <param name="Since">The first of them.</param>
/// <param name="ResultCode">What most terminals answered; null: they did not, or nothing in particular.</param>
public sealed record PersonsAway(int Persons, int Gates, DateTimeOffset Since, string? ResultCode);
