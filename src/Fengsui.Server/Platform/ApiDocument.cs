using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Server.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Fengsui.Server.Platform;

/// <summary>
/// <c>GET /api/v1/openapi.json</c>: the API as OpenAPI, made from the endpoints themselves: the shapes of the acts are those that read them.
/// </summary>
internal static class ApiDocument
{
    private const string Name = "v1";

    public static void AddApiDocument(this IServiceCollection services)
    {
        services.Configure<JsonOptions>(o =>
        {
            o.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            o.SerializerOptions.Converters.Add(new InstantConverter());
            o.SerializerOptions.Converters.Add(new LevelConverter());
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, ActNames.Shapes);
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, Response.Warnings.WarningActNames.Shapes);
            o.SerializerOptions.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
        });
        services.AddOpenApi(Name, o =>
        {
            o.ShouldInclude = d => d.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
            o.AddSchemaTransformer((schema, context, _) =>
            {
                Describe(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
                return Task.CompletedTask;
            });
            o.AddOperationTransformer((operation, context, _) =>
            {
                Describe(operation, context.Description.ActionDescriptor.EndpointMetadata.OfType<Access>().FirstOrDefault());
                return Task.CompletedTask;
            });
            o.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new() { Title = "Fengsui 烽燧", Version = Name };
                document.Servers = [];
                return Task.CompletedTask;
            });
        });
    }

    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/api/{documentName}/openapi.json").For(Access.Everyone);

    private static void Describe(OpenApiSchema schema, Type type)
    {
        if (type == typeof(Instant))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        else if (type == typeof(Level))
            (schema.Type, schema.Enum) = (JsonSchemaType.String, [.. Levels.HighestFirst.Select(l => (JsonNode)JsonValue.Create(l.Word()))]);
        else if (type == typeof(FactText))
            (schema.Type, schema.Description) = (JsonSchemaType.String | JsonSchemaType.Array, "as a facts file writes it; a set as a list of words");
    }

    /// <summary>Who may call it stands in the document: the same decision that the gate enforces.</summary>
    private static void Describe(OpenApiOperation operation, Access? access) => operation.Description = access switch
    {
        Access.ForEveryone => "everyone",
        Access.ForSignedIn { Token: null } => "in person: signed in in a browser",
        Access.ForSignedIn s => $"signed in, or a token with the scope {s.Token.ToString()!.ToLowerInvariant()}",
        Access.ForLocal => "from the machine itself, or a token with the scope manage where one organisation has the installation to itself",
        Access.ForAct a => $"posts that may {a.Act}{(a.OrEmergency ? ", or in an emergency" : "")}; a token with the scope {a.Token.ToString().ToLowerInvariant()}",
        null => null,
        _ => throw new InvalidOperationException(),
    };
}
