namespace Gateway.Simulator.Persons;

/// <summary>A person as a terminal has him: nothing of him is kept but what tells one version from another.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Content">Of <see cref="PersonContent.Of"/>: the same for the same person with the same photo.</param>
/// <param name="PhotoSha256">Lower-case hexadecimal; empty without a photo.</param>
internal sealed record HeldPerson(string UserId, string Content, string PhotoSha256);
