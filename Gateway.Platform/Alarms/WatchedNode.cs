namespace Gateway.Platform.Alarms;

/// <summary>What of this node itself is watched.</summary>
/// <param name="DataPath">A path on the disk of the data directory.</param>
/// <param name="CertificateEnds">When the certificates end that its listeners show now, UTC.</param>
/// <param name="Troubles">What else is wrong with it now.</param>
internal sealed record WatchedNode(string DataPath, Func<IEnumerable<DateTime>> CertificateEnds, Func<IEnumerable<NodeTrouble>> Troubles);
