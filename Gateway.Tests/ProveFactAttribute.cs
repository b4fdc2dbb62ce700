using Xunit;

namespace Gateway.Tests;

/// <summary>A test that <c>build prove</c> alone runs: the gate would take too long.</summary>
internal sealed class ProveFactAttribute : FactAttribute
{
    public ProveFactAttribute() => Skip = Prove.Missing;
}
