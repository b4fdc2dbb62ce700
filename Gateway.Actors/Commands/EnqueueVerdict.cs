namespace Gateway.Actors.Commands;

/// <summary>What a request to accept a command comes to.</summary>
internal enum EnqueueVerdict
{
    Accepted,
    Existing,
    Conflict,
    Full,
}
