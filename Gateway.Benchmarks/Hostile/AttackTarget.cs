namespace Gateway.Benchmarks.Hostile;

/// <summary>What an attacker has been told.</summary>
/// <param name="Socket">The device socket's port on 127.0.0.1.</param>
/// <param name="Http">The port of the device listener for HTTP.</param>
/// <param name="Platform">The port of the platform API.</param>
/// <param name="ViewerKey">An API key of the role viewer.</param>
internal sealed record AttackTarget(int Socket, int Http, int Platform, string ViewerKey)
{
    public override string ToString() => $"{Socket} {Http} {Platform}";
}
