using Xunit;

namespace Gateway.Tests.WebConsole.Browser;

/// <summary>As <see cref="BrowserFactAttribute"/>, with rows of data.</summary>
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (BrowserFactAttribute.Program is null) Skip = new BrowserFactAttribute().Skip;
    }
}
