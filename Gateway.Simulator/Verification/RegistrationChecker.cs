using System.Runtime.InteropServices;

namespace Gateway.Simulator.Verification;

/// <summary>
/// Compares what enrolment terminals were promised with what the platform can see: every registration listed once, masked, and its single read and photos byte
/// for byte what was sent. Pure: it is told what was read.
/// </summary>
internal sealed class RegistrationChecker
{
    private readonly HashSet<RegistrationKey> _acknowledged = [];
    private readonly Dictionary<RegistrationKey, int> _found = [];
    private readonly List<string> _unmasked = [];

    /// <summary>A registration that was answered 0.</summary>
    public void Acknowledged(RegistrationKey key) => _acknowledged.Add(key);

    /// <summary>A registration as its single read and its photos give it.</summary>
    public void Found(RegistrationKey key) => CollectionsMarshal.GetValueRefOrAddDefault(_found, key, out _)++;

    /// <summary>A registration that the list shows in clear.</summary>
    /// <param name="id">Its id.</param>
    public void Unmasked(string id) => _unmasked.Add(id);

    /// <summary>The verdict over all that was told: each promise, kept or broken.</summary>
    public IReadOnlyList<Violation> Judge() =>
    [
        Violation.Of("answered 0, but not there byte for byte", _acknowledged.Where(key => !_found.ContainsKey(key)).Select(key => key.ToString())),
        Violation.Of("there more than once", _found.Where(pair => pair.Value > 1).Select(pair => $"{pair.Key} x{pair.Value}")),
        Violation.Of("an ID number in clear in the list", _unmasked)
    ];
}
