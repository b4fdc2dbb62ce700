using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Gateway.Tests.House;

/// <summary>What a test waits for it waits for with <see cref="Patience"/>, which is no limit of ours: else it depends on the machine which of the two is reached first.</summary>
public sealed partial class PatienceTests
{
    [Fact]
    public void Patience_IsNoLimitOfOurs()
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic;
        var types = typeof(PatienceTests).Assembly.GetReferencedAssemblies().Where(static name => name.Name!.StartsWith("Gateway.", StringComparison.Ordinal))
            .SelectMany(static name => Assembly.Load(name).GetTypes()).Where(static type => !type.ContainsGenericParameters).ToList();
        var constants = types.SelectMany(static type => type.GetFields(Any | BindingFlags.Static)).Where(static field => field.FieldType == typeof(TimeSpan))
            .Select(static field => (Name: $"{field.DeclaringType!.Name}.{field.Name}", Value: (TimeSpan)field.GetValue(null)!));
        var defaults =
            from type in types
            where type.Name.EndsWith("Limits", StringComparison.Ordinal) || type.Name.EndsWith("Options", StringComparison.Ordinal)
            where type.GetConstructor(Any | BindingFlags.Instance, []) is not null
            from property in type.GetProperties()
            where property.PropertyType == typeof(TimeSpan)
            select (Name: $"{type.Name}.{property.Name}", Value: (TimeSpan)property.GetValue(Activator.CreateInstance(type, nonPublic: true))!);
        var all = constants.Concat(defaults).ToList();

        Assert.InRange(all.Count, 50, int.MaxValue); // They are found at all.
        Assert.DoesNotContain(all, static limit => limit.Value == Patience.Max);
    }

    [Fact]
    public void Tests_WaitWithPatience_NotForSeconds() => Assert.Empty(
        from file in Repository.FilesEndingIn(".cs")
        where file.StartsWith("Gateway.Tests/", StringComparison.Ordinal)
        from Match wait in WaitForSeconds().Matches(Repository.Read(file))
        select $"{file}: {wait.Value}");

    [GeneratedRegex(@"(CancellationTokenSource|WaitAsync|CancelAfter|AwaitAssert|AwaitCondition|ExpectMsg(<\w+>)?|HttpClient \{ Timeout =) ?\(?TimeSpan\.From\w+\([^)]*\)")]
    private static partial Regex WaitForSeconds();
}
