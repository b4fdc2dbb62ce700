using Xunit;

namespace Gateway.Tests.Whole.Clients;

/// <summary>A test that takes minutes and runs under <c>build prove</c> only.</summary>
internal sealed class ProveTheoryAttribute : TheoryAttribute
{
    public ProveTheoryAttribute() => Skip = Prove.Missing;
}
