namespace Gateway.Host.NodeLinks;

/// <summary>Somebody who was refused at the port between nodes.</summary>
/// <param name="Remote">Its address; <see cref="LinkWatch.Others"/> for many.</param>
/// <param name="Reason">Of the last time.</param>
/// <param name="At">Of the last time, UTC.</param>
internal sealed record RefusedLink(string Remote, string Reason, int Times, DateTimeOffset At);
